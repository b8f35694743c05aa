package dev.sendfile.tck;

import dev.sendfile.NoStrategyException;
import dev.sendfile.TransferException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Turns what witnesses have seen, and how tests failed, into {@link PromiseBroken}. A witness only
 * notes what it sees, as an exception out of a step would change what comes after it.
 */
final class PromiseExtension implements InvocationInterceptor {

  PromiseExtension() {}

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    watch(invocation, test);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    watch(invocation, test);
  }

  private static void watch(
      Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> test)
      throws Throwable {
    Throwable thrown = null;
    try {
      invocation.proceed();
    } catch (Throwable e) { // whatever it is, what was seen comes first
      thrown = e;
    }
    List<Violation> seen = new ArrayList<>();
    for (Object argument : test.getArguments()) {
      if (argument instanceof Witnessed it) {
        seen.addAll(it.witness().violations());
      } else if (argument instanceof AtOnce<?> cases) {
        cases.forEach(it -> seen.addAll(it.witness().violations()));
      }
    }
    Keeps keeps = test.getExecutable().getAnnotation(Keeps.class);
    Throwable fault = thrown instanceof CaseFailed ? thrown.getCause() : thrown;
    if (keeps != null && isFailure(fault)) {
      boolean gaveUp = fault instanceof NoStrategyException; // on a route that it claims
      seen.add(
          new Violation(
              gaveUp ? Promise.FORCED_IS_FORCED : keeps.value(),
              describe(test.getArguments()) + ": " + thrown));
    }
    if (!seen.isEmpty()) {
      throw new PromiseBroken(seen, thrown);
    }
    if (thrown != null) {
      throw thrown;
    }
  }

  private static String describe(List<Object> arguments) {
    return arguments.stream()
        .filter(it -> !(it instanceof Path))
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  /** Not what a test throws to be skipped, nor a mistake of its own. */
  private static boolean isFailure(@Nullable Throwable thrown) {
    return thrown instanceof AssertionError || thrown instanceof TransferException;
  }
}
