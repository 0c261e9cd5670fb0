package io.framewise.connectors.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks hosts up by a rule, and waits for it no longer than a limit. The system's own look-up has
 * none that is short enough, and cannot be interrupted: it is left to a thread that may hang.
 *
 * @param rule what may be connected to
 * @param limit how long a look-up may take
 * @param alive is run again and again while it is waited for
 * @param names the system's look-up
 */
record HostLookUp(AddressRule rule, Duration limit, Runnable alive, Names names)
    implements DnsResolver {

  private static final long NAP_MILLIS = 500;

  /** Gives the addresses of a host. */
  @FunctionalInterface
  interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  /** Whoever knows the names of hosts says nothing. */
  static final class NoAnswerException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    NoAnswerException(String host) {
      super(host);
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    CompletableFuture<InetAddress[]> found = begun(host);
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        alive.run();
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        try {
          long nap = Math.max(0, Math.min(left, NAP_MILLIS));
          return rule.checked(host, found.get(nap, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
          if (left <= 0) {
            throw new NoAnswerException(host);
          }
        }
      }
    } catch (ExecutionException e) {
      throw new UnknownHostException(host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nothing else may be thrown here.
      throw new UnknownHostException(host);
    }
  }

  private CompletableFuture<InetAddress[]> begun(String host) {
    CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                found.complete(names.of(host));
              } catch (UnknownHostException | RuntimeException e) {
                found.completeExceptionally(e);
              }
            },
            "look-up");
    thread.setDaemon(true);
    thread.start();
    return found;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
