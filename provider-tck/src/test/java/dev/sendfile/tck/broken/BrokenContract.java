package dev.sendfile.tck.broken;

import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.StrategyContract;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** The whole contract, for a strategy that breaks it. Run by tests, not by the build. */
@ExtendWith(BrokenContract.Which.class)
class BrokenContract extends StrategyContract {

  /** The configuration parameter that says which one. */
  static final String PARAMETER = "broken";

  private static final String CAUGHT = "caught";

  private final TransferStrategy strategy;

  BrokenContract(Broken broken) {
    strategy = broken.strategy();
  }

  @Override
  protected List<TransferStrategy> strategies() {
    return List.of(strategy);
  }

  /** Reads which one is under test, and skips what is left once it is caught. */
  static final class Which implements ParameterResolver, TestWatcher, ExecutionCondition {

    private static final Namespace HERE = Namespace.create(Which.class);

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
      if (which(context).isNamedBy(cause)) {
        context.getRoot().getStore(HERE).put(CAUGHT, true);
      }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return context.getRoot().getStore(HERE).get(CAUGHT) == null
          ? ConditionEvaluationResult.enabled("it is not caught yet")
          : ConditionEvaluationResult.disabled("it is caught");
    }

    private static Broken which(ExtensionContext context) {
      return Broken.valueOf(context.getConfigurationParameter(PARAMETER).orElseThrow());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Broken.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return which(context);
    }
  }
}
