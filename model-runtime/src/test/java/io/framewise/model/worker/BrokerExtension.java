package io.framewise.model.worker;

import io.framewise.testing.TestBroker;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Wire}: names of their own on the one broker that all test classes share and
 * that JUnit stops after the last one.
 */
final class BrokerExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(BrokerExtension.class);

  /** What the workers ask for their group. */
  private static final Map<String, String> WORKERS =
      Map.of(
          "group.share.min.heartbeat.interval.ms", "500",
          "group.share.min.session.timeout.ms", "2000");

  private record SharedBroker(TestBroker broker) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      broker.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Wire.class;
  }

  @Override
  public Wire resolveParameter(ParameterContext parameter, ExtensionContext context) {
    SharedBroker shared =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                SharedBroker.class,
                key -> new SharedBroker(TestBroker.started(WORKERS)),
                SharedBroker.class);
    Wire wire = new Wire(shared.broker().bootstrapServers());
    context.getStore(NAMESPACE).put(context.getUniqueId(), wire);
    return wire;
  }
}
