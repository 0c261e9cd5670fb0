package io.framewise.model.openai.media;

import io.framewise.model.engine.Engine;
import io.framewise.model.engine.Part;
import io.framewise.model.engine.Picture;
import io.framewise.model.engine.PictureCache;
import io.framewise.model.engine.PictureKey;
import io.framewise.model.engine.Turn;
import io.framewise.model.openai.request.ApiError;
import io.framewise.model.openai.request.Content;
import io.framewise.model.openai.request.Message;
import io.framewise.model.openai.request.Message.Role;
import io.framewise.model.preprocess.Preprocessor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Turns messages into turns for the model. What comes to more than its context is refused before
 * anything is decoded; tiles of all requests together take a bounded part of the heap. Safe for use
 * by several threads, which may have to wait.
 */
public final class Exhibition {

  /** No token of a text has more characters on the average. */
  private static final long CHARACTERS_PER_TOKEN = 16;

  /** What one request has fetched, as encoded pictures. */
  private static final int SHARE_OF_HEAP = 32;

  private final SightReader reader;
  private final Preprocessor preprocessor;
  private final MediaOptions options;
  private final TileSpace space;
  private final PictureCache cache;
  private final int contextLength;
  private final int tokensPerTile;

  /** For the pictures of one model. */
  public Exhibition(MediaSource source, Engine engine, MediaOptions options, TileSpace space) {
    preprocessor = new Preprocessor(engine.tileSize());
    reader = new SightReader(source, preprocessor, options);
    this.options = options;
    this.space = space;
    cache = engine.pictures();
    contextLength = engine.contextLength();
    tokensPerTile = engine.tokensPerTile();
  }

  /** One message, its media here and bounded. */
  private record Seen(Role role, List<Sight> sights) {}

  /**
   * The turns of a conversation.
   *
   * @param wanted asked while it waits for room
   * @return nothing once it is not wanted any more
   * @throws io.framewise.model.openai.request.ApiException when something in it is refused
   */
  public Optional<Shown> show(List<Message> messages, BooleanSupplier wanted)
      throws InterruptedException {
    requireLength(messages);
    List<Seen> seen = new ArrayList<>();
    ByteBudget budget = new ByteBudget(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    for (Message message : messages) {
      if (!wanted.getAsBoolean()) {
        return Optional.empty();
      }
      seen.add(new Seen(message.role(), reader.read(message, budget)));
    }
    requireTiles(seen);
    Map<PictureKey, Picture> kept = kept(seen);
    try {
      return shown(seen, kept, wanted);
    } catch (RuntimeException | InterruptedException e) {
      kept.values().forEach(Picture::close);
      throw e;
    }
  }

  private Optional<Shown> shown(
      List<Seen> seen, Map<PictureKey, Picture> kept, BooleanSupplier wanted)
      throws InterruptedException {
    int tiles = tilesOf(seen) - kept.values().stream().mapToInt(Picture::tiles).sum();
    int needed = Math.max(0, tiles);
    if (!space.take(needed, wanted)) {
      kept.values().forEach(Picture::close);
      return Optional.empty();
    }
    Shown.Room room = new Shown.Room(space, needed);
    try {
      return Optional.of(new Shown(turns(seen, kept), room));
    } catch (RuntimeException e) {
      room.close();
      throw e;
    }
  }

  /** Texts of the system come first, wherever they stood: the model knows them only there. */
  private List<Turn> turns(List<Seen> seen, Map<PictureKey, Picture> kept) {
    Showing showing = new Showing(preprocessor, options, kept);
    List<String> system = new ArrayList<>();
    List<Turn> turns = new ArrayList<>();
    for (Seen one : seen) {
      List<Part> parts = showing.parts(one.sights());
      switch (one.role()) {
        case SYSTEM -> system.add(text(parts));
        case USER -> turns.add(new Turn.User(parts));
        case ASSISTANT -> turns.add(new Turn.Assistant(text(parts)));
      }
    }
    if (!system.isEmpty()) {
      turns.add(0, new Turn.SystemText(String.join("\n\n", system)));
    }
    return turns;
  }

  private static String text(List<Part> parts) {
    return parts.stream().map(part -> ((Part.Text) part).text()).collect(Collectors.joining());
  }

  private Map<PictureKey, Picture> kept(List<Seen> seen) {
    Map<PictureKey, Picture> kept = new HashMap<>();
    for (Seen one : seen) {
      for (Sight sight : one.sights()) {
        if (sight instanceof Sight.Still still && !kept.containsKey(still.picture().key())) {
          PictureKey key = still.picture().key();
          cache.find(key).ifPresent(picture -> kept.put(key, picture));
        }
      }
    }
    return kept;
  }

  /** What is far too long is not even cut into tokens. */
  private void requireLength(List<Message> messages) {
    long characters = 0;
    for (Message message : messages) {
      for (Content content : message.content()) {
        characters += content instanceof Content.Text text ? text.text().length() : 0;
      }
    }
    if (characters > contextLength * CHARACTERS_PER_TOKEN) {
      throw ApiError.contextExceeded(
              "the messages have "
                  + characters
                  + " characters; the model's context holds "
                  + contextLength
                  + " tokens")
          .thrown();
    }
  }

  private static int tilesOf(List<Seen> seen) {
    return seen.stream().flatMap(one -> one.sights().stream()).mapToInt(Sight::tiles).sum();
  }

  private void requireTiles(List<Seen> seen) {
    int tiles = tilesOf(seen);
    if (tiles > contextLength / tokensPerTile) {
      throw ApiError.contextExceeded(
              "the pictures come to "
                  + tiles
                  + " tiles, which are "
                  + (long) tiles * tokensPerTile
                  + " tokens; the model's context holds "
                  + contextLength
                  + ": show fewer, or with detail low")
          .thrown();
    }
    if (tiles > space.size()) {
      throw ApiError.contextExceeded(
              "the pictures come to "
                  + tiles
                  + " tiles; the server's memory holds "
                  + space.size()
                  + ": show fewer, or with detail low")
          .thrown();
    }
  }
}
