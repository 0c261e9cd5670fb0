package io.framewise.model.openai.request;

import java.util.List;
import java.util.OptionalInt;

/** A part of a message. */
public sealed interface Content {

  /** Text, which stays text whatever stands in it. */
  record Text(String text) implements Content {}

  /**
   * A picture.
   *
   * @param at where in the request it stands, for errors
   */
  record Image(String url, Detail detail, String at) implements Content {}

  /**
   * A video as a file.
   *
   * @param frames how many are looked at; empty where the request does not say
   * @param at where in the request it stands, for errors
   */
  record Video(String url, OptionalInt frames, String at) implements Content {}

  /**
   * Frames of a video, in their order.
   *
   * @param urls one a frame
   * @param at where in the request they stand, for errors
   */
  record Frames(List<String> urls, String at) implements Content {}

  /** How closely a picture is looked at. */
  enum Detail {
    /** In one tile. */
    LOW,
    /** In as many tiles as suit it. */
    HIGH,
    /** As the server chooses. */
    AUTO
  }
}
