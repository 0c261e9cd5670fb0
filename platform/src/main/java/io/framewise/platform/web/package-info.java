/** What holds of the web whoever connects to it: which addresses are everybody's. */
package io.framewise.platform.web;
