package dev.sendfile.ffm;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Route;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Techniques;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.Set;

/**
 * The strategy {@code native-mapped-writev}: header and small content, from a mapping that a
 * prepared file keeps, to a prepared socket by one gathering write. Safe for use by many threads.
 */
public final class NativeMappedWritev extends NativeStrategy {

  private static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.MAPPED,
          Capability.NON_BLOCKING,
          Capability.GATHERS_HEADER,
          Capability.DETECTS_TRUNCATION);

  private static final Offer BEHIND_A_HEADER =
      new Offer.Accepted(CAPABILITIES, 1, Small.BEHIND_A_HEADER);
  private static final Offer BARE = Offer.lastResort(CAPABILITIES);

  private static final Offer NOT_MAPPED =
      Offer.declined(
          "this source keeps no mapping; open it with FileSource.builder(path).mapped(), which"
              + " small files can be");

  /** For the service loader. */
  public NativeMappedWritev() {
    super("native-mapped-writev", Techniques.MMAPPED);
  }

  @Override
  public boolean serves(Route route, boolean prepared) {
    return prepared;
  }

  @Override
  public Offer assess(Plan plan) {
    Offer declined = Small.declined(plan);
    if (declined != null) {
      return declined;
    }
    if (!Small.isMapped(plan)) {
      return NOT_MAPPED;
    }
    return plan.headerLength() > 0 ? BEHIND_A_HEADER : BARE;
  }

  @Override
  Session open(Plan plan, Context context, Calls calls, Held held) throws IOException {
    FileChannel file = Objects.requireNonNull(plan.source().as(FileChannel.class));
    KeptMapping mapping =
        Objects.requireNonNull(plan.source().keep())
            .get(KeptMapping.class, () -> KeptMapping.of(file));
    if (mapping == null || mapping.bytes().byteSize() < plan.offset() + plan.length()) {
      throw new NoDescriptorException("the file cannot be kept mapped, or has become longer");
    }
    return new MappedSession(calls, held, context, mapping.bytes());
  }
}
