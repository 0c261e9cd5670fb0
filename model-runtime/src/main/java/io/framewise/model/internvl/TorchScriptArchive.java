package io.framewise.model.internvl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the archive that {@code torch::jit::load} reads: a zip with the program's text and a
 * pickle of one module that has no weights.
 */
final class TorchScriptArchive {

  /** The class that the program's text defines. */
  static final String MODULE = "InternVl";

  private static final String ROOT = "internvl/";
  private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};
  private static final String FORMAT_VERSION = "3\n";

  private TorchScriptArchive() {}

  /** Writes an archive whose module has the methods of {@code code}. */
  static void write(Path file, String code) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "data.pkl", modulePickle());
      put(zip, "code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
      put(zip, "constants.pkl", NO_CONSTANTS);
      put(zip, "version", FORMAT_VERSION.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(ROOT + name));
    zip.write(content);
    zip.closeEntry();
  }

  /** An object of the module's class whose only attribute is {@code training = False}. */
  private static byte[] modulePickle() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2}); // protocol 2
    pickle.writeBytes(bytes("c__torch__\n" + MODULE + "\n")); // the class
    pickle.writeBytes(bytes(")\u0081}(")); // made without arguments; a dictionary; mark
    pickle.writeBytes(new byte[] {'X', 8, 0, 0, 0});
    pickle.writeBytes(bytes("training\u0089")); // the key and False
    pickle.writeBytes(bytes("ub.")); // fill the dictionary, build the object, stop
    return pickle.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
