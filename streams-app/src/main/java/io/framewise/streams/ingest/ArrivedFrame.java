package io.framewise.streams.ingest;

import io.framewise.contract.avro.FrameHeader;
import io.framewise.contract.avro.FrameRef;

/** A frame that arrived and can be read: what it says of itself, and where its pixels lie. */
public record ArrivedFrame(FrameHeader header, FrameRef reference) {}
