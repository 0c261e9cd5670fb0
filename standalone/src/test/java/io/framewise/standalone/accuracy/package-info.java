/** When an answer counts as right. */
package io.framewise.standalone.accuracy;
