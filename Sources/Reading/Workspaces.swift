import Foundation
import Neural

/// Workspaces waiting for a thread that needs one.
package final class Workspaces: @unchecked Sendable {
    // Sendable: `waiting` is touched under the lock alone, and a workspace is in one thread's hands between take and give.
    private let engine: Engine
    private let lock = NSLock()
    private var waiting: [Workspace] = []

    package init(engine: Engine) { self.engine = engine }

    package func take() -> Workspace { lock.withLock { waiting.popLast() } ?? Workspace(engine: engine) }

    package func give(_ workspace: Workspace) { lock.withLock { waiting.append(workspace) } }
}
