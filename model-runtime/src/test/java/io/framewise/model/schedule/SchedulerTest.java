package io.framewise.model.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Priority;
import io.framewise.model.schedule.Step.Idle;
import io.framewise.model.schedule.Step.LookAt;
import io.framewise.model.schedule.Step.Pass;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchedulerTest {

  private static final int ROWS = 8;
  private static final int SLOTS = 4000;
  private static final int CUT = 100;

  private long clock;
  private final SlotRanges ranges = new SlotRanges(SLOTS);
  private final Scheduler<Fake> scheduler = new Scheduler<>(ROWS, new FakeRoom(), () -> clock);

  /** A look that needs so much of each. */
  private static final class Fake implements Demand {

    private final String name;
    private final Priority lane;
    private final int slots;
    private int tiles;
    private int prompt;
    private int answers;
    private int first = -1;

    Fake(String name, Priority lane, int tiles, int prompt, int answers) {
      this.name = name;
      this.lane = lane;
      this.slots = prompt + answers;
      this.tiles = tiles;
      this.prompt = prompt;
      this.answers = answers;
    }

    @Override
    public Priority lane() {
      return lane;
    }

    @Override
    public int tiles() {
      return tiles;
    }

    @Override
    public int prompt() {
      return prompt;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private final class FakeRoom implements Room<Fake> {

    @Override
    public boolean take(Fake look) {
      OptionalInt first = ranges.take(look.slots);
      look.first = first.orElse(-1);
      return first.isPresent();
    }

    @Override
    public void give(Fake look) {
      ranges.give(look.first, look.slots);
    }
  }

  /** Does a step; returns the looks that took part. */
  private List<Fake> step() {
    Step<Fake> step = done();
    if (step instanceof LookAt<Fake> look) {
      return List.of(look.look());
    }
    return step instanceof Pass<Fake> pass ? pass.looks() : List.of();
  }

  private Step<Fake> done() {
    Step<Fake> step = scheduler.next();
    if (step instanceof LookAt<Fake> look) {
      look.look().tiles--;
    } else if (step instanceof Pass<Fake> pass) {
      pass.reading().ifPresent(look -> look.prompt -= Math.min(CUT, look.prompt));
      pass.answering().forEach(this::answer);
    }
    return step;
  }

  private void answer(Fake look) {
    look.answers--;
    if (look.answers == 0) {
      scheduler.end(look);
    }
  }

  private Fake submit(String name, Priority lane, int tiles, int prompt, int answers) {
    Fake look = new Fake(name, lane, tiles, prompt, answers);
    scheduler.submit(look);
    return look;
  }

  @Test
  void shouldHaveNothingToDoWhereNobodyIsThere() {
    assertThat(scheduler.next()).isInstanceOf(Idle.class);
  }

  @Test
  void shouldReadShortPromptsFirst() {
    submit("long", Priority.ROUTINE, 0, 900, 1);
    submit("short", Priority.ROUTINE, 0, 50, 1);

    assertThat(step()).extracting(Fake::toString).containsExactly("short");
  }

  @Test
  void shouldNotLetALongPromptWaitForEver() {
    Fake patient = submit("long", Priority.ROUTINE, 0, 1000, 1);
    int steps = 0;
    while (patient.prompt > 0) {
      submit("short " + steps, Priority.ROUTINE, 0, 100, 1);
      clock += Duration.ofMillis(100).toNanos();
      step();
      steps++;
      assertThat(steps).isLessThan(200);
    }
  }

  @Test
  void shouldTakeLiveLooksBeforeOthersButNotForEver() {
    Fake routine = submit("routine", Priority.ROUTINE, 0, 100, 1);
    submit("live", Priority.LIVE, 0, 900, 1);
    assertThat(step()).extracting(Fake::toString).containsExactly("live");

    int steps = 0;
    while (routine.prompt > 0) {
      submit("live " + steps, Priority.LIVE, 0, 100, 1);
      clock += Duration.ofSeconds(1).toNanos();
      step();
      steps++;
      assertThat(steps).isLessThan(200);
    }
  }

  @Test
  void shouldLeaveRowsToLiveLooks() {
    for (int i = 0; i < ROWS + 4; i++) {
      submit("routine " + i, Priority.ROUTINE, 0, 100, 100);
    }
    for (int i = 0; i < ROWS + 4; i++) {
      step();
    }
    assertThat(scheduler.running()).hasSize(ROWS - ROWS / 4);

    submit("live", Priority.LIVE, 0, 50, 1);

    assertThat(step()).extracting(Fake::toString).contains("live");
  }

  @Test
  void shouldTakeAllAnswersOnBetweenTwoLooksAtPictures() {
    Fake answers = submit("answers", Priority.ROUTINE, 0, 100, 50);
    step();
    submit("sees", Priority.ROUTINE, 10, 100, 1);

    for (int i = 0; i < 8; i++) {
      int before = answers.answers;
      step();
      step();

      assertThat(answers.answers).isEqualTo(before - 1);
    }
  }

  @Test
  void shouldFreeTheRowAndTheSlotsOfALookThatIsNotWantedAnyMore() {
    Fake gone = submit("gone", Priority.ROUTINE, 0, SLOTS - 1, 1);
    step();
    Fake next = submit("next", Priority.ROUTINE, 0, SLOTS - 1, 1);
    assertThat(step()).containsExactly(gone);

    scheduler.end(gone);

    assertThat(step()).containsExactly(next);
  }

  /** Whatever comes and goes: nothing is promised twice, nothing is left over, all of it ends. */
  @Test
  void shouldKeepItsPromisesOverAHundredThousandSteps() {
    Random random = new Random(3);
    Set<Fake> open = new HashSet<>();
    int submitted = 0;
    int ended = 0;
    for (int i = 0; i < 100_000; i++) {
      clock += random.nextInt(50_000_000);
      if (random.nextInt(40) == 0) {
        Priority lane = random.nextInt(4) == 0 ? Priority.LIVE : Priority.ROUTINE;
        int prompt = 1 + random.nextInt(random.nextInt(20) == 0 ? SLOTS - 100 : 600);
        open.add(submit("look " + i, lane, random.nextInt(12), prompt, 1 + random.nextInt(40)));
        submitted++;
      }
      if (random.nextInt(500) == 0 && !open.isEmpty()) {
        Fake gone = open.iterator().next();
        scheduler.end(gone);
        open.remove(gone);
        ended++;
      }
      Set<Fake> answering = new HashSet<>();
      scheduler.running().stream().filter(Demand::answering).forEach(answering::add);
      Step<Fake> step = done();
      if (step instanceof Pass<Fake> pass) {
        assertThat(pass.answering()).containsAll(answering);
      }
      assertThat(scheduler.running()).hasSizeLessThanOrEqualTo(ROWS);
      int used = scheduler.running().stream().mapToInt(look -> look.slots).sum();
      assertThat(ranges.free()).isEqualTo(SLOTS - used);
      ended += (int) open.stream().filter(look -> look.answers == 0).count();
      open.removeIf(look -> look.answers == 0);
    }
    int left = 100_000;
    while (!open.isEmpty() && left-- > 0) {
      clock += 50_000_000;
      step();
      ended += (int) open.stream().filter(look -> look.answers == 0).count();
      open.removeIf(look -> look.answers == 0);
    }

    assertThat(ended).isEqualTo(submitted);
    assertThat(ranges.take(SLOTS)).hasValue(0);
  }
}
