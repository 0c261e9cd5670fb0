package io.framewise.standalone.demo;

import io.framewise.model.tiny.TinyCheckpoint;
import java.nio.file.Files;

/** The demo's own model: a tiny random checkpoint, written when it is missing. */
final class SampleModel {

  private static final long SEED = 1;

  private SampleModel() {}

  static void ensure(DemoPlan plan, Console console) {
    if (plan.model() != null) {
      return;
    }
    if (!Files.exists(plan.modelDirectory().resolve("config.json"))) {
      console.say("writing a tiny random model to " + plan.modelDirectory() + " ...");
      TinyCheckpoint.write(plan.modelDirectory(), SEED);
    }
    console.say(
        "the model is random: the plumbing is real, the answers mean nothing (--model DIR takes a real one)");
  }
}
