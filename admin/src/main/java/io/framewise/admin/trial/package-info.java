/**
 * Draft question sets on frames that are there already: the topology's windows and answers, without
 * the topology.
 *
 * <p>Start at {@link io.framewise.admin.trial.TrialRun}.
 */
package io.framewise.admin.trial;
