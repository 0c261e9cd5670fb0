/**
 * The laboratory: what measures and makes models, and runs in no installation.
 *
 * <p>Start at {@link io.framewise.lab.LabCommands}.
 */
package io.framewise.lab;
