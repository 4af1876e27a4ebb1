import Foundation
import Neural

/// Workspaces waiting for a thread that needs one.
final class Workspaces: @unchecked Sendable {
    // Sendable: `waiting` is touched under the lock alone, and a workspace is in one thread's hands between take and give.
    private let engine: Engine
    private let lock = NSLock()
    private var waiting: [Workspace] = []

    init(engine: Engine) { self.engine = engine }

    func take() -> Workspace { lock.withLock { waiting.popLast() } ?? Workspace(engine: engine) }

    func give(_ workspace: Workspace) { lock.withLock { waiting.append(workspace) } }
}
