package io.framewise.streams.health;

import io.framewise.platform.settings.KafkaSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.ShareMemberDescription;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks every few seconds which members the share groups that take requests have, whatever the
 * names of the groups, and what became of the requests. Safe for use by several threads.
 */
public final class WorkerWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerWatch.class);

  private static final long EVERY_MS = 3000;
  private static final int ANSWER_LIMIT_MS = 3000;
  private static final int CLOSE_LIMIT_S = 5;

  private final Admin admin;
  private final Set<String> topics;
  private final Supplier<Optional<Map<String, Endings>>> endings;
  private final Clock clock;
  private final WorkerHealth health = new WorkerHealth();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread watcher = new Thread(task, "worker-watch");
            watcher.setDaemon(true);
            return watcher;
          });

  private ScheduledFuture<?> looking;
  private volatile Verdict verdict =
      new Verdict(true, "workers not looked for yet", OptionalInt.empty());

  private WorkerWatch(
      Admin admin,
      Set<String> topics,
      Supplier<Optional<Map<String, Endings>>> endings,
      Clock clock) {
    this.admin = admin;
    this.topics = topics;
    this.endings = endings;
    this.clock = clock;
  }

  /**
   * Starts to watch.
   *
   * @param topics the topics that workers take requests from
   * @param endings counts of the requests about each source of this instance; empty while they are
   *     not known
   */
  public static WorkerWatch start(
      KafkaSettings kafka,
      Collection<String> topics,
      Supplier<Optional<Map<String, Endings>>> endings) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_LIMIT_MS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_LIMIT_MS);
    WorkerWatch watch =
        new WorkerWatch(Admin.create(config), Set.copyOf(topics), endings, Clock.systemUTC());
    watch.looking =
        watch.thread.scheduleWithFixedDelay(watch::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    return watch;
  }

  /** The result of the last check. */
  public Verdict verdict() {
    return verdict;
  }

  private void look() {
    try {
      boolean may = true;
      Optional<Set<String>> workers = Optional.empty();
      try {
        workers = Optional.of(workers());
      } catch (ExecutionException e) {
        may = !(e.getCause() instanceof AuthorizationException);
        LOG.debug("the workers cannot be listed", e);
      }
      Verdict before = verdict;
      verdict = health.next(new Observation(clock.millis(), workers, may, endings.get()));
      tell(before, verdict);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("the workers could not be looked for; trying again", e);
    }
  }

  private static void tell(Verdict before, Verdict now) {
    if (before.up() && !now.up()) {
      LOG.warn("requests are not answered: {}", now.detail());
    } else if (!before.up() && now.up()) {
      LOG.info("requests are answered again: {}", now.detail());
    }
  }

  private Set<String> workers() throws ExecutionException, InterruptedException {
    List<String> groups = new ArrayList<>();
    for (GroupListing group :
        admin.listGroups(new ListGroupsOptions().withTypes(Set.of(GroupType.SHARE))).all().get()) {
      groups.add(group.groupId());
    }
    Set<String> members = new HashSet<>();
    for (ShareGroupDescription group : admin.describeShareGroups(groups).all().get().values()) {
      group.members().stream()
          .filter(this::takesRequests)
          .map(ShareMemberDescription::consumerId)
          .forEach(members::add);
    }
    return members;
  }

  private boolean takesRequests(ShareMemberDescription member) {
    return member.assignment().topicPartitions().stream()
        .anyMatch(partition -> topics.contains(partition.topic()));
  }

  @Override
  public void close() {
    looking.cancel(true);
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(CLOSE_LIMIT_S, TimeUnit.SECONDS)) {
        LOG.debug("the watch ends by itself");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    admin.close(Duration.ofSeconds(CLOSE_LIMIT_S));
  }
}
