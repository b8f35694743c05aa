package dev.sendfile.bench.result;

/**
 * What all variants of one contest have in common. Only samples of one setting, taken in one run,
 * can be compared with each other.
 *
 * @param work what is moved
 * @param mode how it is waited for
 * @param cache where the bytes lie before
 * @param size bytes of one transfer, without a header
 */
public record Setting(Work work, Mode mode, Cache cache, long size) {

  @Override
  public String toString() {
    return work.label() + ", " + mode.label() + ", " + cache.label() + ", " + size + " bytes";
  }
}
