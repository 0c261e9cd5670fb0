package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** The accounts of one source as the API shows them. */
public record SourceAccount(JsonNode json) {

  private static final List<String> WINDOW_ENDINGS =
      List.of("answered", "invalid", "expired", "failed", "shed");

  /** Its id. */
  public String id() {
    return json.get("id").asText();
  }

  String state() {
    return json.get("state").asText();
  }

  String message() {
    return json.get("message").asText();
  }

  /** What the connector counted. */
  long connector(String count) {
    return json.get(count).asLong();
  }

  /** What became of frames that arrived. */
  public long frames(String count) {
    return json.at("/frames/" + count).asLong();
  }

  /** What became of windowed frames. */
  public long endings(String count) {
    return json.at("/endings/" + count).asLong();
  }

  /** What became of windows. */
  public long windows(String count) {
    return json.at("/windows/" + count).asLong();
  }

  /** Windows that have an event. */
  long endedWindows() {
    return WINDOW_ENDINGS.stream().mapToLong(this::windows).sum();
  }

  /** Fails while something is under way. */
  public void requireSettled() {
    assertThat(frames("received")).as(json::toPrettyString).isPositive();
    assertThat(endings("open")).as(json::toPrettyString).isZero();
    assertThat(windows("open")).as(json::toPrettyString).isZero();
  }

  /** Fails unless every frame and every window that the topology saw has ended. */
  public void requireBalance() {
    assertThat(
            Stream.of("duplicate", "late", "deadLettered", "unmatched", "windowed")
                .mapToLong(this::frames)
                .sum())
        .as("frames of %s by what became of them", id())
        .isEqualTo(frames("received"));
    assertThat(
            Stream.concat(Stream.of("notSelected"), WINDOW_ENDINGS.stream())
                .mapToLong(this::endings)
                .sum())
        .as("windowed frames of %s by how they ended", id())
        .isEqualTo(frames("windowed"));
    assertThat(endedWindows()).as("windows of %s", id()).isEqualTo(windows("opened"));
    assertThat(windows("requests"))
        .as("requests of %s", id())
        .isEqualTo(endedWindows() - windows("shed"));
  }

  /** Fails unless the connector's counts agree with each other and with the topology's. */
  void requireBalanceWithConnector() {
    requireBalance();
    assertThat(
            Stream.of("published", "rateCapped", "unchanged", "shed", "deadLettered", "failed")
                .mapToLong(this::connector)
                .sum())
        .as("pictures of %s by what the connector did", id())
        .isEqualTo(connector("captured"));
    assertThat(frames("received"))
        .as("frames of %s that arrived", id())
        .isEqualTo(connector("published"));
  }
}
