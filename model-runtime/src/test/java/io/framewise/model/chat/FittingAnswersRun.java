package io.framewise.model.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.chat.Reply.Ending;
import io.framewise.model.engine.EngineSettings;
import io.framewise.model.engine.Sampling;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.model.tiny.TinyCheckpoint;
import io.framewise.platform.fit.Fitting;
import io.framewise.platform.fit.Grammar;
import io.framewise.platform.fit.RandomSchema;
import io.framewise.platform.fit.SchemaCheck;
import io.framewise.platform.fit.Vocabulary;
import java.nio.file.Path;

/** Answers of a model without any sense to many schemas, greedy and drawn by turns. */
final class FittingAnswersRun {

  private static final int KINDS = 5;

  private FittingAnswersRun() {}

  /**
   * Asks for an answer to each of so many schemas, and checks each.
   *
   * @param longest an answer may be this many tokens longer than its shortest
   */
  static void requireFitting(Path directory, int schemas, int longest) {
    TinyCheckpoint.write(directory, 7);
    try (InternVlEngine engine = InternVlEngine.open(directory, EngineSettings.defaults())) {
      for (int seed = 0; seed < schemas; seed++) {
        String schema = RandomSchema.of(1_000L + seed);
        Reply reply = answer(engine, schema, seed, longest);

        assertThat(new SchemaCheck(schema).faults(reply.text()))
            .as("%s of %s", reply.text(), schema)
            .isEmpty();
        assertThat(reply.ending()).isEqualTo(Ending.STOP);
      }
    }
  }

  private static Reply answer(InternVlEngine engine, String schema, int seed, int longest) {
    Vocabulary vocabulary = engine.parts().tokens().vocabulary();
    Fitting fitting = new Fitting(Grammar.json(schema), vocabulary);
    int limit = fitting.shortest() + seed * 7 % longest;
    Sampling sampling = new Sampling(seed % KINDS, 0, 1, 1, seed);
    GenerationOptions options = new GenerationOptions(limit, sampling, 0).fitting(fitting);
    try (ChatSession chat = new ChatSession(engine.parts(), 1)) {
      Turn question = Turn.User.of("Tell of it, " + seed + ".");
      return chat.answer(question, options, AnswerListener.NONE).replies().get(0);
    }
  }
}
