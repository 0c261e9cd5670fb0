package io.framewise.model.openai.request;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Why a request is not answered as it was meant, as clients of OpenAI's API are told of it.
 *
 * @param status of HTTP
 * @param type kind of error, one of a few words
 * @param message for people; never holds a key
 * @param param the field at fault; empty when it is none
 * @param code what programs know it by; empty when there is none
 * @param retryAfter seconds after which another try may help; 0 when it will not
 */
public record ApiError(
    int status, String type, String message, String param, String code, int retryAfter) {

  static final String INVALID = "invalid_request_error";
  private static final String SERVER = "server_error";

  /** An error that no field is to blame for. */
  public static ApiError of(int status, String type, String code, String message) {
    return new ApiError(status, type, message, "", code, 0);
  }

  /** A request that is to blame, by its status. */
  public static ApiError invalid(int status, String code, String message) {
    return of(status, INVALID, code, message);
  }

  /** A field that is not as it must be. */
  public static ApiError field(String param, String code, String message) {
    return new ApiError(400, INVALID, message, param, code, 0);
  }

  /** A model that is not here. */
  public static ApiError noModel(int status, String name, String here) {
    String message = "there is no model " + name + " here; there is " + here;
    return new ApiError(status, INVALID, message, "model", "model_not_found", 0);
  }

  /** A prompt and an answer that the model's context does not hold. */
  public static ApiError contextExceeded(String message) {
    return field("messages", "context_length_exceeded", message);
  }

  /** As much is under way as may be. */
  public static ApiError full(String message, int retryAfter) {
    return new ApiError(429, "rate_limit_error", message, "", "queue_full", retryAfter);
  }

  /** The model is not there, or not any more; another try may help. */
  public static ApiError unavailable(String message, int retryAfter) {
    return new ApiError(503, SERVER, message, "", "unavailable", retryAfter);
  }

  /** The server failed on this request and will fail again. */
  public static ApiError failed(String message) {
    return of(500, SERVER, "engine_error", message);
  }

  /** The error as an exception. */
  public ApiException thrown() {
    return new ApiException(this, null);
  }

  /** The same with a cause for the log. */
  public ApiException thrown(Throwable cause) {
    return new ApiException(this, cause);
  }

  /** The body of the response, and what a stream that has begun ends with. */
  public String json() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode error = body.putObject("error");
    error.put("message", message).put("type", type);
    error.put("param", param.isEmpty() ? null : param);
    error.put("code", code.isEmpty() ? null : code);
    return body.toString();
  }
}
