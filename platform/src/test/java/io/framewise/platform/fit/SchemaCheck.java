package io.framewise.platform.fit;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.List;

/** What another program says about JSON and its schema. */
public final class SchemaCheck {

  private final JsonSchema schema;

  /** A check against one schema. */
  public SchemaCheck(String schema) {
    this.schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
  }

  /** What is wrong with a text; nothing when it is JSON of the schema. */
  public List<String> faults(String json) {
    return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }
}
