/**
 * What the live API costs: answers about what is known now, and the feed to many clients.
 *
 * <p>Start at {@link io.framewise.lab.query.QueryBenchCommand}.
 */
package io.framewise.lab.query;
