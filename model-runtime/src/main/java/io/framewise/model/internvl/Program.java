package io.framewise.model.internvl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The loaded TorchScript module, called by method name. Holds no weights. */
final class Program implements AutoCloseable {

  private final PtSymbolBlock module;

  private Program(PtSymbolBlock module) {
    this.module = module;
  }

  /** Compiles a program's text. */
  static Program load(PtNDManager manager, String text) {
    try {
      Path file = Files.createTempFile("framewise-internvl", ".pt");
      try {
        TorchScriptArchive.write(file, text);
        String[] none = {};
        return new Program(JniUtils.loadModule(manager, file, true, none, none, false));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the program could not be written to a temporary file", e);
    }
  }

  /** Runs a method that returns a tensor; it belongs to {@code manager}. */
  NDArray tensor(PtNDManager manager, String method, Arguments arguments) {
    try (IValue result = value(method, arguments)) {
      return result.toTensor(manager);
    }
  }

  /** Runs a method that returns a list of tensors; they belong to {@code manager}. */
  NDList tensors(PtNDManager manager, String method, Arguments arguments) {
    try (IValue result = value(method, arguments)) {
      return result.toNDList(manager);
    }
  }

  /** Runs a method; the caller closes the result. */
  IValue value(String method, Arguments arguments) {
    return IValueUtils.runMethod(module, method, arguments.values());
  }

  @Override
  public void close() {
    module.close();
  }
}
