package io.framewise.platform.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Settings as given by a person. Later ones win: the records' defaults, the file, the environment
 * ({@code FRAMEWISE_...}), flags ({@code --set section.key=value}). The file has one section a
 * settings record; a deployable binds the sections it knows and leaves the others to theirs.
 */
public final class SettingsSource {

  static final String ENVIRONMENT_PREFIX = "FRAMEWISE_";
  private static final String BELOW_A_VALUE = " is below a key that holds a value";

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addModule(new SettingsTypes())
          .build();

  private final String origin;
  private final ObjectNode file;
  private final Map<String, String> environment;
  private final Map<String, String> flags;

  private SettingsSource(
      String origin, ObjectNode file, Map<String, String> environment, Map<String, String> flags) {
    this.origin = origin;
    this.file = file;
    this.environment = environment;
    this.flags = flags;
  }

  /**
   * Reads what was given.
   *
   * @param file settings file, or null for none
   * @param environment the process environment
   * @param flags {@code section.key} to value
   * @throws UserError when the file cannot be read, or a section is unknown
   */
  public static SettingsSource read(
      Path file, Map<String, String> environment, Map<String, String> flags) {
    if (file == null) {
      return parse("settings", "", environment, flags);
    }
    try {
      return parse(file.toString(), Files.readString(file), environment, flags);
    } catch (IOException e) {
      throw new UserError(
          "settings file " + file + " cannot be read", "check the path given with --config", e);
    }
  }

  /**
   * Takes a settings file's text.
   *
   * @param origin name of the file, for errors
   * @throws UserError when it is no YAML, or a section is unknown
   */
  public static SettingsSource parse(
      String origin, String yaml, Map<String, String> environment, Map<String, String> flags) {
    SettingsSource source =
        new SettingsSource(origin, sections(origin, yaml), ours(environment), Map.copyOf(flags));
    source.rejectUnknownSections();
    return source;
  }

  /**
   * Takes a file that holds only what stands below one key of a settings file, such as the question
   * sets. Neither the environment nor flags apply to it.
   *
   * @param key a section and keys below it, joined by dots
   * @throws UserError when the file cannot be read or is no YAML
   */
  public static SettingsSource readBelow(String key, Path file) {
    try {
      return parseBelow(List.of(key.split("\\.", -1)), file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UserError("file " + file + " cannot be read", "check the path", e);
    }
  }

  /**
   * Takes a text that holds only what stands below some keys of a settings file. Neither the
   * environment nor flags apply to it.
   *
   * @param keys a section and keys below it
   * @param origin where the text is from, for errors
   * @throws UserError when it is no YAML
   */
  public static SettingsSource parseBelow(List<String> keys, String origin, String yaml) {
    ObjectNode tree = sections(origin, yaml);
    for (int i = keys.size() - 1; i >= 0; i--) {
      ObjectNode above = MAPPER.createObjectNode();
      above.set(keys.get(i), tree);
      tree = above;
    }
    return new SettingsSource(origin, tree, Map.of(), Map.of());
  }

  private static ObjectNode sections(String origin, String yaml) {
    try {
      JsonNode tree = MAPPER.readTree(yaml);
      if (tree == null || tree.isMissingNode() || tree.isNull()) {
        return MAPPER.createObjectNode();
      }
      if (tree instanceof ObjectNode sections) {
        return sections;
      }
      throw new UserError(
          origin + " is not a list of sections", "write 'section:' and keys below it");
    } catch (JsonProcessingException e) {
      throw new UserError(
          origin + " is not valid YAML" + SettingsFault.place(e),
          "look there for a missing quote, a wrong indent or a key given twice");
    }
  }

  private static Map<String, String> ours(Map<String, String> environment) {
    Map<String, String> ours = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT_PREFIX)) {
            ours.put(name, value);
          }
        });
    return ours;
  }

  private void rejectUnknownSections() {
    List<String> problems = new ArrayList<>();
    List<String> sections = Section.keys();
    file.fieldNames().forEachRemaining(name -> rejectUnknown("section", name, sections, problems));
    flags
        .keySet()
        .forEach(
            path -> {
              rejectUnknown("section", path.split("\\.", 2)[0], sections, problems);
              if (sections.contains(path)) {
                problems.add(path + " must hold keys, not a value");
              }
            });
    for (String name : environment.keySet()) {
      if (Section.all().stream().noneMatch(section -> section.ownsEnvironment(name))) {
        problems.add("unknown environment variable " + name);
      }
    }
    failIfAny(problems);
  }

  /** Whether {@code section.key} is given a value anywhere; a default does not count. */
  public boolean gives(String path) {
    return flags.containsKey(path)
        || environment.containsKey(SettingsSchema.environmentName(path))
        || !file.at("/" + path.replace('.', '/')).asText().isBlank();
  }

  /**
   * Binds one section to its record.
   *
   * @throws UserError when a key is unknown, lacks a value, or a value is out of bounds; it names
   *     every unknown key at once
   */
  public <R extends Record> R bind(Section section, Class<R> type) {
    List<String> problems = new ArrayList<>();
    ObjectNode tree = fromFile(section, problems);
    SettingsTree.dropNulls(type, tree);
    applyEnvironment(section, type, tree, problems);
    applyFlags(section, type, tree, problems);
    rejectUnknownKeys(section.key(), type, tree, problems);
    failIfAny(problems);
    SettingsTree.spread(type, tree);
    SettingsTree.fillDefaults(type, tree);
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonMappingException e) {
      throw new UserError(
          origin + ": " + section.key() + SettingsFault.describe(e),
          "see " + section.key() + " in docs/configuration.md");
    } catch (JsonProcessingException e) {
      throw new UserError(
          origin + ": " + section.key() + " cannot be read" + SettingsFault.place(e),
          "see docs/configuration.md");
    }
  }

  private ObjectNode fromFile(Section section, List<String> problems) {
    JsonNode given = file.path(section.key());
    if (given instanceof ObjectNode keys) {
      return keys.deepCopy();
    }
    if (!given.isMissingNode() && !given.isNull()) {
      problems.add(section.key() + " must hold keys, not a value");
    }
    return MAPPER.createObjectNode();
  }

  private void applyFlags(
      Section section, Class<? extends Record> type, ObjectNode tree, List<String> problems) {
    String prefix = section.key() + ".";
    flags.forEach(
        (path, value) -> {
          if (path.startsWith(prefix)) {
            if (!SettingsTree.put(type, tree, path.substring(prefix.length()), value)) {
              problems.add(path + BELOW_A_VALUE);
            }
          }
        });
  }

  private void applyEnvironment(
      Section section, Class<? extends Record> type, ObjectNode tree, List<String> problems) {
    SettingsVariables variables = new SettingsVariables(section.key(), type);
    environment.forEach(
        (name, value) -> {
          if (!section.ownsEnvironment(name)) {
            return;
          }
          if (!variables.has(name)) {
            rejectUnknown("environment variable", name, variables.names(), problems);
            return;
          }
          variables
              .settings(name, value, problems)
              .forEach(
                  (path, setting) -> {
                    if (!SettingsTree.put(
                        type, tree, path.substring(section.key().length() + 1), setting)) {
                      problems.add(name + BELOW_A_VALUE);
                    }
                  });
        });
  }

  private static void rejectUnknownKeys(
      String path, Class<? extends Record> type, JsonNode tree, List<String> problems) {
    Map<String, SettingsSchema.Key> known = new TreeMap<>();
    SettingsSchema.keys(type).forEach(key -> known.put(key.name(), key));
    tree.properties()
        .forEach(
            entry -> {
              SettingsSchema.Key key = known.get(entry.getKey());
              if (key == null) {
                rejectUnknown(
                    "setting", path + "." + entry.getKey(), withPath(path, known), problems);
              } else if (key.group() != null || key.map()) {
                checkGroup(path + "." + key.name(), key, entry.getValue(), problems);
              }
            });
  }

  private static void checkGroup(
      String path, SettingsSchema.Key key, JsonNode value, List<String> problems) {
    if (!value.isObject()) {
      problems.add(path + " must hold keys, not a value");
    } else if (key.map() && key.group() != null) {
      value
          .properties()
          .forEach(
              entry -> checkEntry(path + "." + entry.getKey(), key, entry.getValue(), problems));
    } else if (!key.map()) {
      rejectUnknownKeys(path, key.group(), value, problems);
    }
  }

  private static void checkEntry(
      String path, SettingsSchema.Key key, JsonNode value, List<String> problems) {
    if (value.isObject()) {
      rejectUnknownKeys(path, key.group(), value, problems);
    } else {
      problems.add(path + " must hold keys, not a value");
    }
  }

  private static Set<String> withPath(String path, Map<String, SettingsSchema.Key> known) {
    Set<String> names = new TreeSet<>();
    known.keySet().forEach(name -> names.add(path + "." + name));
    return names;
  }

  private static void rejectUnknown(
      String what, String name, Collection<String> known, List<String> problems) {
    if (!known.contains(name)) {
      problems.add(
          "unknown "
              + what
              + " "
              + name
              + Suggestion.nearest(name, known)
                  .map(near -> ", did you mean " + near + "?")
                  .orElse(""));
    }
  }

  private void failIfAny(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new UserError(
          origin + ": " + String.join("; ", problems),
          "every setting is listed in docs/configuration.md");
    }
  }
}
