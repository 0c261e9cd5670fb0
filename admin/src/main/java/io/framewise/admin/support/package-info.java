/**
 * What several commands share.
 *
 * <p>Start at {@link io.framewise.admin.support.Connection}.
 */
package io.framewise.admin.support;
