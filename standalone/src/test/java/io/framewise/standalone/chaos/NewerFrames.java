package io.framewise.standalone.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.contract.avro.Frame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/**
 * Frames as a later version of a producer writes them: with one field more, and so under a schema
 * id that no reader of today has seen.
 */
final class NewerFrames implements UnaryOperator<byte[]> {

  private final int schemaId;

  private NewerFrames(int schemaId) {
    this.schemaId = schemaId;
  }

  /** Registers the later version, as that producer does when it is installed. */
  static NewerFrames register(Site site) throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode schema = (ObjectNode) json.readTree(Frame.getClassSchema().toString());
    schema
        .withArray("fields")
        .add(json.readTree("{\"name\":\"gain\",\"type\":[\"null\",\"double\"],\"default\":null}"));
    String body = json.createObjectNode().put("schema", schema.toString()).toString();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(site.registryUrl() + "/subjects/" + site.frames() + "-value/versions"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    JsonNode answer =
        json.readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    if (!answer.has("id")) {
      throw new IOException("the registry does not take the schema: " + answer);
    }
    return new NewerFrames(answer.get("id").asInt());
  }

  /** The same with the new field null: a zero byte behind the others. */
  @Override
  public byte[] apply(byte[] frame) {
    ByteBuffer newer = ByteBuffer.allocate(frame.length + 1).put(frame);
    newer.putInt(1, schemaId);
    return newer.array();
  }
}
