package dev.sendfile.itests.network;

import java.util.Locale;

/** Which way the content goes, and on which side of the library the network has its fault. */
enum Direction {
  SEND,
  RECEIVE,
  /** From one connection to another; the fault lies behind the target. */
  PUMP_TO,
  /** The same; the fault lies before the source. */
  PUMP_FROM;

  boolean hasFile() {
    return this == SEND || this == RECEIVE;
  }

  /** Whether it is the target that the fault concerns. */
  boolean faultyTarget() {
    return this == SEND || this == PUMP_TO;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
