package io.framewise.lab.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A measurement of something else in a process of its own, which prints its figures last as JSON.
 */
final class BaselineProcess {

  private static final ObjectMapper JSON = new ObjectMapper();

  private BaselineProcess() {}

  /**
   * Runs a command and waits for it.
   *
   * @param command program and its first arguments, separated by blanks
   * @param arguments further arguments
   * @return the object in the last line that it printed
   * @throws UserError when it cannot be started, fails, or prints no such line
   */
  static JsonNode run(String command, String... arguments) throws InterruptedException {
    List<String> line = new ArrayList<>(List.of(command.strip().split("\\s+")));
    line.addAll(List.of(arguments));
    Process process = null;
    try {
      process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int exit = process.waitFor();
      JsonNode last =
          exit == 0 ? JSON.readTree(output.substring(output.lastIndexOf('\n') + 1)) : null;
      if (last == null || !last.isObject()) {
        throw new UserError(
            "the baseline ended with exit code " + exit + " and no line of figures",
            "run it by hand to see why: " + String.join(" ", line));
      }
      return last;
    } catch (JsonProcessingException e) {
      throw new UserError(
          "the baseline's last line is not JSON", "run it by hand: " + String.join(" ", line), e);
    } catch (IOException e) {
      throw new UserError(
          "the baseline " + line.get(0) + " cannot be run", "name a program that can be run", e);
    } finally {
      if (process != null) {
        process.destroy();
      }
    }
  }
}
