package io.framewise.lab.checkpoint;

import static java.util.stream.Collectors.joining;

import io.framewise.model.tiny.Member;
import io.framewise.model.tiny.RandomCheckpoint;
import io.framewise.platform.lifecycle.OutputFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code model random}. */
@Command(
    name = "random",
    description = "Writes a random checkpoint of a published member's size, to measure with.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  ./framewise model random --member InternVL3-1B --out models/random-1B"
    })
final class RandomCommand implements Callable<Integer> {

  /** The members by the names that they are published under. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Member.names().iterator();
    }
  }

  /** Reads such a name. */
  static final class ByName implements ITypeConverter<Member> {
    @Override
    public Member convert(String value) {
      return Stream.of(Member.values())
          .filter(member -> member.toString().equalsIgnoreCase(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + value + "' is none of " + Member.names().collect(joining(", "))));
    }
  }

  @Spec private CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to.")
  private Path out;

  @Option(
      names = "--member",
      required = true,
      paramLabel = "NAME",
      completionCandidates = Names.class,
      converter = ByName.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private Member member;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Other numbers give other weights. Default: 1.")
  private long seed;

  private int percent;

  @Override
  public Integer call() {
    OutputFolder.require(out);
    PrintWriter console = spec.commandLine().getOut();
    RandomCheckpoint.write(out, member, seed, share -> show(console, share));
    console.println("wrote random weights of the size of " + member + " to " + out);
    return 0;
  }

  private void show(PrintWriter console, double share) {
    int reached = 10 * (int) (share * 10);
    if (reached > percent) {
      percent = reached;
      console.println(percent + " % of the weights");
      console.flush();
    }
  }
}
