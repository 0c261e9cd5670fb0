/**
 * Sources as data on a topic: who changes them, and which of them fall to this process.
 *
 * <p>Start at {@link io.framewise.connectors.definition.DefinitionGroup}; the commands and the
 * seeds of the settings file write through {@link
 * io.framewise.connectors.definition.DefinitionTopic}.
 */
package io.framewise.connectors.definition;
