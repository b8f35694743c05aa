package dev.sendfile;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the library logs, from debug on. */
final class Logged extends Handler {

  private final Logger logger = Logger.getLogger("dev.sendfile");
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  Logged() {
    setLevel(Level.FINE);
    logger.setLevel(Level.FINE);
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  List<String> messages() {
    return records.stream().map(new SimpleFormatter()::formatMessage).toList();
  }

  List<LogRecord> warnings() {
    return records.stream().filter(it -> it.getLevel() == Level.WARNING).toList();
  }

  @Override
  public void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }
}
