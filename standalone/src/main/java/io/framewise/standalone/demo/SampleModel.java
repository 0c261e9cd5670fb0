package io.framewise.standalone.demo;

import io.framewise.standalone.samples.DemoCheckpoint;

/** The demo's own model, which comes with the program. */
final class SampleModel {

  private SampleModel() {}

  static void ensure(DemoPlan plan, Console console) {
    if (plan.model() == null) {
      DemoCheckpoint.write(plan.modelDirectory());
      console.say(
          "the model is the demo's own: it knows these scenes and nothing else (--model takes a real one)");
    }
  }
}
