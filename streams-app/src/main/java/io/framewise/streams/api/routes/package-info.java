/**
 * The routes, and what each answers.
 *
 * <p>Start at {@link io.framewise.streams.api.routes.Routes}.
 */
package io.framewise.streams.api.routes;
