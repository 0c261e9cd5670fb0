package io.framewise.connectors.push;

import io.framewise.connectors.settings.PushSettings;
import io.framewise.platform.image.ImageFormat;
import io.framewise.platform.settings.SettingsSchema;
import io.framewise.testing.RenderedPage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about pushed pictures, its bounds and answers from the code. */
final class PushPageTest {

  private static final List<Refusal> REFUSALS =
      List.of(
          Refusal.badRequest("a header cannot be used, or the form is not well-formed"),
          Refusal.unauthorized(),
          Refusal.forbidden("a page of a browser asks, and no key is set"),
          Refusal.noSuchSource(),
          Refusal.tooSlow(),
          Refusal.tooLarge(Integer.parseInt(value("max-bytes"))),
          Refusal.wrongType(),
          Refusal.unusable(
              "a picture cannot be used, and is a dead letter, or `Captured-At` is too far from now"),
          Refusal.tooFast(Duration.ZERO),
          Refusal.busy(
              "too many requests are under way, or Kafka takes no pictures or has not acknowledged them within "
                  + value("answer-limit")));

  @Test
  void shouldBeTheCommittedPageWhenRendered() {
    String answers =
        REFUSALS.stream()
            .map(one -> "| %d | %s |%n".formatted(one.status(), one.getMessage()))
            .collect(Collectors.joining());
    String types =
        Stream.of(ImageFormat.values())
            .map(format -> "`" + format.contentType() + "`")
            .collect(Collectors.joining(", "));
    new RenderedPage("docs/push.md")
        .assertIs(
            PAGE.formatted(
                types,
                PushHead.MOST_AHEAD.toMinutes(),
                PushHead.MOST_BEHIND.toDays(),
                PushHead.LONGEST_ID,
                KnownFrames.MOST,
                PushHead.MOST_ATTRIBUTES,
                PushHead.LONGEST_VALUE,
                answers));
  }

  private static String value(String name) {
    return SettingsSchema.keys(PushSettings.class).stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow()
        .setting()
        .value();
  }

  private static final String PAGE =
      """
      # Pictures pushed by HTTP

      Rendered from the code by a test; `mvn verify -Ddocs.update` writes it anew. Settings: `connectors.push` in
      [configuration.md](configuration.md#connectors). Why it is so: [decision](decisions/0041-a-push-is-answered-when-kafka-has-it.md).

      ## From a picture to a frame

      ```
      ./framewise demo --set connectors.push.port=8084 \\
          --set connectors.sources.station.kind=push --set connectors.sources.station.domain=inspection
      curl --data-binary @part.png -H 'Content-Type: image/png' -H 'Frame-Id: part-7-top' -H 'Attribute-Part: 7' \\
          http://localhost:8084/v1/frames/station
      {"frames":[{"frameId":"part-7-top","topic":"framewise.frames.inspection","partition":0,"offset":0}]}
      ```

      Where connectors run already, `./framewise sources add station push: --with domain=inspection` adds the source; the port is a
      setting of their process. Several pictures in one request: `curl -F picture=@top.jpg -F picture=@side.jpg ...`; they are taken
      all or none.

      - Only declared sources of the kind `push` take pictures; their labels, domain, attributes and `max-rate` are as of any other.
      - The body is one of %s, or `multipart/form-data` with such files. What it is, its bytes decide.
      - `Captured-At`: ISO 8601 with a zone, or milliseconds since 1970; at most %d minute ahead of the clock here and %d days behind.
        Without it the picture is of now.
      - `Frame-Id`: up to %d visible characters. The same id twice is the same frame: it is published once and answered twice, for the
        newest %d of a source in one process. In a form the ids are followed by -1, -2 and so on.
      - `Attribute-NAME`: up to %d, of %d characters each; a file's name in a form is the attribute `file`.
      - Every picture that reaches its source is counted: published, rate-capped (429), dead-lettered (422), failed.

      ## Who may

      Without keys only this machine may, and no page of a browser. For others, with a key in a variable or on the first line of a file:

      ```
      PUSH_KEY=... connectors --set connectors.push.host=0.0.0.0 --set connectors.push.port=8084 \\
          --set connectors.push.keys.line-3=env:PUSH_KEY
      curl -H "Authorization: Bearer $PUSH_KEY" ...
      ```

      A changed file is read within 5 s. There is no TLS here: a key crosses other networks only behind a proxy that has it.

      ## Answers

      202 once Kafka has acknowledged every picture of the request. Anything else is `application/problem+json`; 429 and 503 have
      `Retry-After`. After a 503 send the same again with the same `Frame-Id`.

      | status | meaning |
      |---|---|
      %s
      ## Several processes

      A source takes pushes in the process that it has fallen to; others of the group answer 404 for it. So push sources are best in
      a `connectors.group` of their own with one process, which another replaces within 10 s of its death where both run: a proxy that
      tries the next on 404 finds it.

      ## Cameras that speak GenICam

      GigE Vision and USB3 Vision cameras are read by [Aravis](https://github.com/AravisProject/aravis) (Debian: `aravis-tools-cli`,
      `gstreamer1.0-plugins-bad`). Into a folder that a source of the kind `folder` reads:

      ```
      arv-tool-0.8                                    # which cameras there are
      gst-launch-1.0 aravissrc ! videoconvert ! jpegenc ! multifilesink location=/pictures/%%05d.jpg max-files=1000
      ```

      Tried with the camera of `aravis-tools`, `arv-fake-gv-camera-0.8 -i eth0`, as a user without rights to raw sockets: its
      pictures, 512 x 512, were pushed with `curl -F`. As root on the same machine Aravis reads raw packets and finds none.

      ## Kafka Connect and other producers

      Whatever can write to Kafka needs neither connector nor push: a plain JPEG, PNG or WebP with the source id as key and the header
      `captured-at` is a frame ([topics.md](topics.md)). A Kafka Connect source with `ByteArrayConverter` does, where a transformation
      sets key and header; it was not tried.
      """;
}
