package io.framewise.standalone;

import picocli.CommandLine;

/** Commands of a module that need not be there. Found on the class path by ServiceLoader. */
public interface MoreCommands {

  /** Adds them to {@code framewise}, or to one of its subcommands. */
  void addTo(CommandLine framewise);
}
