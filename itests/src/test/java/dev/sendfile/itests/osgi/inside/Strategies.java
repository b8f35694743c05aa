package dev.sendfile.itests.osgi.inside;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import java.util.List;
import java.util.function.Function;

/** The strategies that the static facade has: {@code name} or {@code name=weight}. */
public final class Strategies implements Function<Object[], List<String>> {

  @Override
  public List<String> apply(Object[] none) {
    return Sendfile.getDefault().strategies().stream().map(Strategies::text).toList();
  }

  private static String text(StrategyInfo info) {
    return info.weight() == 0 ? info.name() : info.name() + "=" + info.weight();
  }
}
