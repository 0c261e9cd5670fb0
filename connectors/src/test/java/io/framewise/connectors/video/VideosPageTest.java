package io.framewise.connectors.video;

import io.framewise.platform.image.ImageFormat;
import io.framewise.platform.image.ImageLimits;
import io.framewise.testing.RenderedPage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of what is taken, from the very constants that decide it. */
final class VideosPageTest {

  @Test
  void shouldBeTheCommittedPageWhenRendered() {
    new RenderedPage("docs/videos.md").assertIs(render());
  }

  private static String render() {
    StringBuilder page = new StringBuilder();
    page.append("# Videos and folders of pictures\n\n");
    page.append(
        "Rendered from the code by a test; `mvn verify -Ddocs.update` writes it anew. Settings: [configuration.md](configuration.md).\n\n");
    page.append("## Video files that are taken\n\n");
    page.append("| container | usual endings |\n|---|---|\n");
    Stream.of(Container.values())
        .forEach(
            container ->
                page.append("| ")
                    .append(container.written())
                    .append(" | ")
                    .append(container.endings())
                    .append(" |\n"));
    page.append("\nVideo in ")
        .append(Codec.all("or"))
        .append(
            ", whatever the ending of the name says. Anything else is refused by a sentence that says what the file is:\n");
    page.append(
        "playlists, encrypted files, sound with a cover picture, an MP4 whose index (moov) is missing, other codecs by their name.\n\n");
    page.append("## What a frame shows\n\n");
    RULES.forEach(rule -> page.append("- ").append(rule).append("\n"));
    page.append("\n## Pictures that are taken\n\n");
    PICTURES.forEach(rule -> page.append("- ").append(rule).append("\n"));
    page.append("\n## Folders\n\n");
    FOLDERS.forEach(rule -> page.append("- ").append(rule).append("\n"));
    return page.toString();
  }

  private static final List<String> RULES =
      List.of(
          "Each picture by its own size, pixel format, colours and shape: all of them may change within a stream.",
          "Upright: a display matrix of right angles or mirror images, as phones write it, is applied.",
          "Square pixels: the width is multiplied by the shape of the pixels, the height stays ([decision](decisions/0028-pictures-of-a-video-as-ffmpeg-shows-them.md)).",
          "Colours by the stream's matrix and range; without a word of it BT.601 and the narrow range, as ffmpeg does it.",
          "Event time is the start of the run plus the stream's timestamps. One that repeats, steps back or strays moves no other picture; a stream that begins anew goes on one step behind.",
          "A file that was written to within `settles-after` is followed as it grows; the status says so. A looped file that is replaced or away is waited for.",
          "The last picture stands as long as the file says; a loop goes on behind that.",
          "After a restart, or in another process, a file goes on where it was, with the time of then; one that was played to its end is not played again. One that was changed, and a source that was removed and added, begin anew ([decision](decisions/0043-a-video-file-goes-on-where-it-was.md)).",
          "A part that cannot be decoded is left out and counted in the status; a file that ends before its promised length is BROKEN.");

  private static final ImageLimits LIMITS = ImageLimits.DEFAULT;

  private static final List<String> PICTURES =
      List.of(
          ImageFormat.allNames("and")
              + ", told by their first bytes and not by their names, up to "
              + LIMITS.maxBytes() / (1 << 20)
              + " MiB and "
              + LIMITS.maxPixels()
              + " pixels (8K), sides from "
              + LIMITS.minSide()
              + " to "
              + LIMITS.maxSide()
              + ", the longer at most "
              + LIMITS.maxAspect()
              + " times the shorter.",
          "Decoding the largest takes 360 MiB of heap, or as much beside it. All decodes of a process share half of its heap and half of what that leaves of the machine or container; a picture that does not fit there is refused as too-many-pixels. The compose file's limits have room for the largest of every format.",
          "A decode may take "
              + LIMITS.maxTime().toSeconds()
              + " s of a processor's time, a large file more; that a machine is busy is not held against a picture ([decision](decisions/0026-a-decode-has-a-budget.md)).");

  private static final List<String> FOLDERS =
      List.of(
          "A folder or share that is away is waited for (STALLED, with the reason); what was read is not read again for ten minutes of absence.",
          "A file is read once it has been unchanged for `poll-interval`; one that looks cut off gets ten times as long while it is young.",
          "A file that cannot be read is tried for a minute, then dead-lettered once, and still tried.",
          "Passed over in silence: hidden files, Thumbs.db, desktop.ini and their like, unfinished uploads (.part, .tmp, .crdownload, .filepart, ~ and others).",
          "Subfolders are read with `recursive: true`; else the status names those that are passed over. Links are refused by a dead letter.",
          "Files that may be listed and not looked at are named in the status; when it is all of them, the folder is waited for.",
          "With `ready-marker: .done` the picture 7.jpg is read as soon as 7.jpg.done lies beside it, and not before; markers are no pictures.",
          "With `sidecar: true` the file 7.json beside 7.jpg says more of it: one flat JSON object, UTF-8, up to 64 KiB and 32 keys of 64 characters. Texts, numbers and booleans of up to 256 characters are attributes, and count for more than `name-pattern` and `attributes`; `capturedAt` (or `captured-at`), ISO 8601 with a zone or milliseconds since 1970, is the event time.",
          "A picture waits for its marker and its sidecar as long as it takes, so that none goes on half known; after a minute the status names it. One whose sidecar cannot be used is dead-lettered with the reason (`bad-sidecar`); it is read again once the picture is written anew. Each picture needs a sidecar of its own: 7.jpg and 7.png cannot share one that is moved.",
          "With `moved-to` a file goes there once Kafka has acknowledged its picture or its dead letter, its marker and sidecar with it: into the same subfolder, under its name or, where that is taken, 7-2.jpg and so on. Nothing is written over, and no link below either folder is followed. The folder may lie in the one that is read, and is then not read.",
          "What was given up (`when-stalled: shed`) or refused by Kafka stays, and is read again by the next run. So is what was acknowledged later than a second after the source was stopped; with `captured-at: modified`, or a time in its sidecar, it has the same frame id again and counts once. What cannot be moved costs no picture: the status says why, and it is tried again.",
          "Names that are not UTF-8 stand in the attribute `file` with %XX for their odd bytes; a name that itself looks so, such as a%FF.jpg, has its % written as %25.");
}
