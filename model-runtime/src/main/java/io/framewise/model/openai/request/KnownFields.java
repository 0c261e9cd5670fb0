package io.framewise.model.openai.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields of a request that something is done with, or that may be passed over unsaid. */
final class KnownFields {

  private static final Set<String> USED =
      Set.of(
          "model",
          "messages",
          "n",
          "max_tokens",
          "max_completion_tokens",
          "temperature",
          "top_p",
          "top_k",
          "repetition_penalty",
          "seed",
          "stop",
          "stream",
          "stream_options",
          "logprobs",
          "top_logprobs",
          "response_format",
          "media_io_kwargs",
          "tool_choice");

  /** What clients send for bookkeeping of their own; no answer depends on it. */
  private static final Set<String> OF_NO_EFFECT = Set.of("user", "store", "metadata");

  /** Of others only those are told that can stand in a log. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

  private KnownFields() {}

  static List<String> unknown(JsonNode request) {
    List<String> unknown = new ArrayList<>();
    request
        .fieldNames()
        .forEachRemaining(
            name -> {
              boolean known = USED.contains(name) || OF_NO_EFFECT.contains(name);
              if (!known && NAME.matcher(name).matches() && !request.get(name).isNull()) {
                unknown.add(name);
              }
            });
    return unknown;
  }
}
