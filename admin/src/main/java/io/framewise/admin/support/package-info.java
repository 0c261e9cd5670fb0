/**
 * What several commands share.
 *
 * <p>Start at {@link io.framewise.platform.settings.Connection}.
 */
package io.framewise.admin.support;
