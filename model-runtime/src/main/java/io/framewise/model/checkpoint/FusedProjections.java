package io.framewise.model.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes tensors apart that hold queries, keys and values together; each part becomes a tensor of
 * its own over the same bytes.
 *
 * <p>The vision tower's rows are three blocks in this order. InternLM's are groups, one a key head:
 * its query heads, then the key head, then the value head.
 */
final class FusedProjections {

  private static final String VISION = ".attention.qkv.";
  private static final String INTERNLM = ".self_attn.wqkv.";
  private static final List<String> PARTS = List.of("q", "k", "v");

  private final TextConfig text;
  private final Map<String, StoredTensor> split = new TreeMap<>();

  private FusedProjections(TextConfig text) {
    this.text = text;
  }

  /** The tensors by internal name, with fused ones taken apart. */
  static Map<String, StoredTensor> split(ModelConfig config, Map<String, StoredTensor> tensors) {
    FusedProjections fused = new FusedProjections(config.text());
    tensors.forEach(fused::add);
    return fused.split;
  }

  private void add(String name, StoredTensor tensor) {
    long rows = tensor.shape().isEmpty() ? 1 : tensor.shape().get(0);
    if (name.contains(VISION) && rows > 0 && rows % PARTS.size() == 0) {
      vision(name, tensor, rows / PARTS.size());
    } else if (name.contains(INTERNLM) && rows == (long) text.keyValueHeads() * groupRows()) {
      internLm(name, tensor);
    } else {
      split.put(name, tensor);
    }
  }

  private void vision(String name, StoredTensor tensor, long rows) {
    for (int i = 0; i < PARTS.size(); i++) {
      String part = ".attention." + PARTS.get(i) + "_proj.";
      split.put(name.replace(VISION, part), tensor.rows(i * rows, (i + 1) * rows));
    }
  }

  private void internLm(String name, StoredTensor tensor) {
    int head = text.headDim();
    int queries = groupRows() - 2 * head;
    Map<String, List<StoredTensor>> parts = new LinkedHashMap<>();
    PARTS.forEach(part -> parts.put(part, new ArrayList<>()));
    for (int group = 0; group < text.keyValueHeads(); group++) {
      long start = (long) group * groupRows();
      long keys = start + queries;
      parts.get("q").add(tensor.rows(start, keys));
      parts.get("k").add(tensor.rows(keys, keys + head));
      parts.get("v").add(tensor.rows(keys + head, keys + 2L * head));
    }
    parts.forEach(
        (part, rows) ->
            split.put(
                name.replace(INTERNLM, ".self_attn." + part + "_proj."),
                StoredTensor.joined(rows)));
  }

  /** Rows of one key head's group: its queries, itself and its value. */
  private int groupRows() {
    return (text.heads() / text.keyValueHeads() + 2) * text.headDim();
  }
}
