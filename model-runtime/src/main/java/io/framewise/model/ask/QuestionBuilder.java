package io.framewise.model.ask;

import io.framewise.model.chat.Turn;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.internvl.PicturePrompt;
import java.util.ArrayList;
import java.util.List;

/** Gathers the pictures of one question and announces them as the model cards do. */
final class QuestionBuilder {

  private final List<Shown> images = new ArrayList<>();
  private final List<List<Shown>> videos = new ArrayList<>();

  void image(Shown image) {
    images.add(image);
  }

  void video(List<Shown> frames) {
    videos.add(frames);
  }

  int images() {
    return images.size();
  }

  /** All pictures, images before videos. */
  List<Shown> shown() {
    List<Shown> all = new ArrayList<>(images);
    videos.forEach(all::addAll);
    return all;
  }

  /**
   * The question with its images apart from each other.
   *
   * @param earlier images that the conversation has shown already
   */
  Turn.User question(int earlier, String text) {
    return turn(PicturePrompt.images(earlier, images.size()), tiles(images), text);
  }

  /** The question with all its images as one. */
  Turn.User combined(String text) {
    if (images.isEmpty()) {
      return question(0, text);
    }
    return turn(PicturePrompt.single(), List.of(PictureTiles.joined(tiles(images))), text);
  }

  private Turn.User turn(String prompt, List<PictureTiles> pictures, String text) {
    StringBuilder whole = new StringBuilder(prompt);
    List<PictureTiles> all = new ArrayList<>(pictures);
    for (List<Shown> frames : videos) {
      whole.append(PicturePrompt.frames(frames.size()));
      all.addAll(tiles(frames));
    }
    return new Turn.User(whole.toString(), all, text);
  }

  private static List<PictureTiles> tiles(List<Shown> shown) {
    return shown.stream().map(Shown::tiles).toList();
  }
}
