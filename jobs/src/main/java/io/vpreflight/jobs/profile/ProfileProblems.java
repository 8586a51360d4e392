// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.profile;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Gathers what is wrong with one profile, each with the line where it stands. For one thread. */
final class ProfileProblems {
  private static final String BELOW = "\n";

  private final String file;
  private final List<Text> all;
  private final Map<String, Integer> lines = new HashMap<>();

  /** Of a profile whose lines are not known. */
  ProfileProblems(String file) {
    this(file, new ArrayList<>());
  }

  private ProfileProblems(String file, List<Text> all) {
    this.file = file;
    this.all = all;
  }

  /** Of a file, beside those of the files that were looked at before. */
  static ProfileProblems of(String file, String yaml, List<Text> all) {
    ProfileProblems problems = new ProfileProblems(file, all);
    try {
      new Compose(LoadSettings.builder().build())
          .composeString(yaml)
          .ifPresent(root -> problems.index("", root));
    } catch (YamlEngineException e) {
      // Whoever reads the values says what is wrong with it.
    }
    return problems;
  }

  /** Everything that was added. */
  List<Text> all() {
    return List.copyOf(all);
  }

  /** Adds a problem with what stands at the end of that path of keys. */
  void add(String key, List<String> path, Object... args) {
    List<Object> filled = new ArrayList<>();
    filled.add(place(path));
    filled.addAll(List.of(args));
    all.add(new Text("profile.problem." + key, filled));
  }

  /** Adds a problem with a name, and the known one that it was probably meant to be. */
  void addName(String key, List<String> path, String name, Collection<String> known) {
    String near = NearestName.of(name, known);
    if (near == null) {
      add(key, path, name);
    } else {
      add(key + ".near", path, name, near);
    }
  }

  /** Adds what keeps the file from being read at all. */
  void addUnreadable(YamlEngineException e) {
    String place = file;
    String problem = String.valueOf(e.getMessage());
    if (e instanceof MarkedYamlEngineException marked) {
      place = marked.getProblemMark().map(m -> file + ":" + (m.getLine() + 1)).orElse(file);
      problem = String.valueOf(marked.getProblem());
    }
    all.add(Text.of("profile.problem.yaml", place, problem));
  }

  private String place(List<String> path) {
    @Nullable Integer line = null;
    for (int end = path.size(); line == null && end > 0; end--) {
      line = lines.get(String.join(BELOW, path.subList(0, end)));
    }
    return line == null ? file : file + ":" + line;
  }

  private void index(String above, Node node) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          index(above, key.getValue(), key, entry.getValueNode());
        }
      }
    } else if (node instanceof SequenceNode sequence) {
      for (Node element : sequence.getValue()) {
        if (element instanceof ScalarNode scalar) {
          index(above, scalar.getValue(), scalar, scalar);
        }
      }
    }
  }

  private void index(String above, String name, Node at, Node value) {
    String path = above.isEmpty() ? name : above + BELOW + name;
    at.getStartMark().ifPresent(mark -> lines.put(path, mark.getLine() + 1));
    index(path, value);
  }
}
