package io.framewise.model.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;

/**
 * What a worker is called that nobody gave a name. The process id alone is 1 in every container,
 * and a host name is the same for all that share the host's network, so a random part follows.
 */
final class WorkerName {

  private static final int LONGEST_HOST = 60;
  private static final int RANDOM_BITS = 24;
  private static final String OF_THIS_PROCESS =
      of(host(System.getenv()), ProcessHandle.current().pid(), new SecureRandom().nextInt());

  private WorkerName() {}

  /** One name for as long as the process lives. */
  static String ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  static String of(String host, long pid, int random) {
    String plain = host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "-");
    String shortened = plain.substring(0, Math.min(plain.length(), LONGEST_HOST));
    int part = random & ((1 << RANDOM_BITS) - 1);
    return "worker-%s-%d-%06x".formatted(shortened, pid, part);
  }

  /** The environment first: asking for an address may wait for a name server. */
  private static String host(Map<String, String> environment) {
    String told = environment.getOrDefault("HOSTNAME", "");
    if (!told.isBlank()) {
      return told;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "host";
    }
  }
}
