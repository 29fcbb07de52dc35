/** What every layer may use: the error that is meant for the user's eyes. */
package org.mpssl;
