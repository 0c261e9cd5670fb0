package io.framewise.connectors.settings;

/** Whether only key frames of a stream are decoded, which need no other picture. */
public enum KeyFrames {
  /** Where the camera sends them as often as max-rate asks. */
  AUTO,
  /** Always, at whatever rate they come. */
  ALWAYS,
  /** Never. */
  NEVER
}
