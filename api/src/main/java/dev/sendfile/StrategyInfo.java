package dev.sendfile;

import dev.sendfile.spi.Availability;

/**
 * A strategy that was found.
 *
 * @param name its name
 * @param technique its technique
 * @param weight the operator's weight, 0 unless set
 * @param availability whether it can run on this machine
 * @param provider the class that implements it
 */
public record StrategyInfo(
    String name, String technique, int weight, Availability availability, String provider) {}
