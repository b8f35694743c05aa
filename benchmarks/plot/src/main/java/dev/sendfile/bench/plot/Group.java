package dev.sendfile.bench.plot;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import java.util.List;

/**
 * Settings that differ in size alone: what one plot shows from left to right.
 *
 * @param work what is moved
 * @param mode how it is waited for
 * @param cache where the bytes lie before
 */
public record Group(Work work, Mode mode, Cache cache) {

  /**
   * Finds the group of a setting.
   *
   * @param setting of any size
   * @return its group
   */
  public static Group of(Setting setting) {
    return new Group(setting.work(), setting.mode(), setting.cache());
  }

  /**
   * Lists the groups that were measured.
   *
   * @param results what was measured
   * @return each once, in the order in which they were
   */
  public static List<Group> of(Results results) {
    return results.settings().stream().map(Group::of).distinct().toList();
  }

  /**
   * Makes the setting of one size.
   *
   * @param size bytes of one transfer
   * @return the setting
   */
  public Setting at(long size) {
    return new Setting(work, mode, cache, size);
  }

  /**
   * Returns the name of the group for files and links.
   *
   * @return {@code send-non-blocking-warm}, for example
   */
  public String name() {
    return work.label() + '-' + mode.label() + '-' + cache.label();
  }

  /**
   * Returns the name of the group for people.
   *
   * @return {@code Sending a file, blocking, warm cache}, for example
   */
  public String title() {
    String what =
        switch (work) {
          case SEND -> "Sending a file";
          case HEADER -> "Sending a file behind a header";
          case RECEIVE -> "Receiving into a file";
          case PUMP -> "From connection to connection";
          case COPY -> "Copying a file";
        };
    String how =
        switch (mode) {
          case BLOCKING -> "blocking";
          case NON_BLOCKING -> "non-blocking";
          case VIRTUAL -> "virtual threads";
        };
    return what + ", " + how + ", " + cache.label() + " cache";
  }
}
