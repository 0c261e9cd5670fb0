package io.framewise.model.ask;

import io.framewise.contract.UserError;
import io.framewise.model.chat.GenerationOptions;
import io.framewise.model.generate.EngineParts;
import io.framewise.platform.fit.Fitting;
import io.framewise.platform.fit.Grammar;
import io.framewise.platform.fit.SchemaRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A JSON schema that an answer is to fit.
 *
 * @param file where it was read from
 * @param grammar the texts that fit
 */
record SchemaFile(Path file, Grammar grammar) {

  /**
   * Reads one.
   *
   * @throws UserError when it is not there, or says what is not supported
   */
  static SchemaFile read(Path file) {
    try {
      return new SchemaFile(file, Grammar.json(Files.readString(file)));
    } catch (IOException e) {
      throw new UserError(
          "the schema " + file + " cannot be read", "give a file with a JSON schema", e);
    } catch (SchemaRefusedException e) {
      throw refused(file, e);
    }
  }

  /**
   * The same options for answers that fit.
   *
   * @throws UserError when none is short enough
   */
  GenerationOptions options(GenerationOptions asked, EngineParts engine) {
    Fitting fitting = new Fitting(grammar, engine.tokens().vocabulary());
    try {
      fitting.checkLimit(asked.maxNewTokens());
    } catch (SchemaRefusedException e) {
      throw refused(file, e);
    }
    return asked.fitting(fitting);
  }

  private static UserError refused(Path file, SchemaRefusedException e) {
    return new UserError(file + ": " + e.getMessage(), e.wayOut(), e);
  }
}
