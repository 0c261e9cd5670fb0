package io.framewise.model.openai.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewise.model.openai.request.Content.Detail;
import io.framewise.model.openai.request.Message.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the messages of a request. */
final class MessageReader {

  private static final int MOST_MESSAGES = 1000;
  private static final int MOST_PARTS = 1000;
  private static final int MOST_FRAMES = 1024;

  private final OptionalInt frames;

  /**
   * For one request.
   *
   * @param frames how many frames of a video it wants; 0 where it does not say
   */
  MessageReader(int frames) {
    this.frames = frames == 0 ? OptionalInt.empty() : OptionalInt.of(frames);
  }

  /** How many frames of a video are wanted, in vLLM's words; 0 where that is not said. */
  static int frames(Fields media) {
    return media
        .object("video")
        .map(video -> video.whole("num_frames", 1, MOST_FRAMES).orElse(0))
        .orElse(0);
  }

  List<Message> read(Fields request) {
    List<JsonNode> entries = request.list("messages", MOST_MESSAGES).orElse(List.of());
    if (entries.isEmpty()) {
      throw request.refused("messages", "there are none");
    }
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      messages.add(message(Fields.of(entries.get(i), "messages[" + i + "]")));
    }
    if (messages.stream().allMatch(message -> message.role() == Role.SYSTEM)) {
      throw request.refused("messages", "nobody asks anything: a message of role user is missing");
    }
    return messages;
  }

  private Message message(Fields message) {
    Role role = role(message);
    Optional<JsonNode> content = message.get("content");
    if (content.isEmpty()) {
      throw message.refused("content", "it is missing");
    }
    List<Content> parts = parts(content.get(), message.at("content"));
    if (role != Role.USER) {
      requireTexts(parts, message);
    }
    return new Message(role, parts);
  }

  private static Role role(Fields message) {
    String role = message.required("role");
    return switch (role) {
      case "system", "developer" -> Role.SYSTEM;
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      default ->
          throw message.refused("role", "it is none of system, developer, user and assistant");
    };
  }

  private static void requireTexts(List<Content> parts, Fields message) {
    if (!parts.stream().allMatch(Content.Text.class::isInstance)) {
      throw message.refused("content", "only a user shows pictures");
    }
  }

  private List<Content> parts(JsonNode content, String path) {
    if (content.isTextual()) {
      return List.of(new Content.Text(content.textValue()));
    }
    if (!content.isArray()) {
      throw Fields.bad(path, "it is " + Fields.kind(content) + ", not a string or a list of parts");
    }
    List<Content> parts = new ArrayList<>();
    List<JsonNode> entries = Fields.list(content, path, MOST_PARTS);
    if (entries.isEmpty()) {
      throw Fields.bad(path, "it has no parts");
    }
    for (int i = 0; i < entries.size(); i++) {
      parts.add(part(Fields.of(entries.get(i), path + "[" + i + "]")));
    }
    return parts;
  }

  private Content part(Fields part) {
    String type = part.required("type");
    return switch (type) {
      case "text" -> new Content.Text(part.required("text"));
      case "image_url" -> image(part);
      case "video_url" -> new Content.Video(url(part, "video_url"), frames, part.at("video_url"));
      case "video" -> list(part);
      default -> throw part.refused("type", "it is none of text, image_url, video_url and video");
    };
  }

  private static Content image(Fields part) {
    return new Content.Image(url(part, "image_url"), detail(part), part.at("image_url"));
  }

  /** A URL, by itself or as the field {@code url} of an object. */
  private static String url(Fields part, String name) {
    JsonNode value = part.get(name).orElseThrow(() -> part.refused(name, "it is missing"));
    return value.isTextual() ? value.textValue() : Fields.of(value, part.at(name)).required("url");
  }

  private static Detail detail(Fields part) {
    JsonNode image = part.get("image_url").orElseThrow();
    Fields holder = image.isObject() ? Fields.of(image, part.at("image_url")) : part;
    String detail = holder.text("detail").orElse("auto");
    return switch (detail) {
      case "low" -> Detail.LOW;
      case "high" -> Detail.HIGH;
      case "auto" -> Detail.AUTO;
      default -> throw holder.refused("detail", "it is none of low, high and auto");
    };
  }

  private static Content list(Fields part) {
    List<JsonNode> entries =
        part.list("video", MOST_FRAMES).orElseThrow(() -> part.refused("video", "it is missing"));
    if (entries.isEmpty()) {
      throw part.refused("video", "it has no frames");
    }
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      urls.add(Fields.text(entries.get(i), part.at("video[" + i + "]")));
    }
    return new Content.Frames(urls, part.at("video"));
  }
}
