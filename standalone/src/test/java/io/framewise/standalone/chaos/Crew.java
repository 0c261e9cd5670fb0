package io.framewise.standalone.chaos;

import io.framewise.contract.avro.AnswerType;
import java.util.List;

/** Who answers the requests of a site, and what they must answer. */
interface Crew extends AutoCloseable {

  /** The right answer to a question of a type, of a request that looks at these frames. */
  String answer(AnswerType type, String requestId, List<String> frameIds);

  @Override
  void close();
}
