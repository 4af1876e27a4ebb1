/// What makes a file of one version into one of the next. Once released it is never changed.
package enum MigrationStep: Sendable {
    case sql(String)
    /// What SQL cannot say.
    case work(@Sendable (Connection) throws -> Void)
}

/// The versions that a kind of file has had.
package struct FileHistory: Sendable {
    /// What stands in the file's header (`PRAGMA application_id`) and tells the kind.
    package let application: Int
    /// The tables of the present version, which an empty file gets at once: what the steps lead to.
    package let present: String
    /// How a file of version 1 becomes one of version 2, and so on.
    package let steps: [MigrationStep]
    /// Whether a file with these definitions (`FileSchema.text`) has just those of the present version; nil where that is not known beforehand.
    package let isPresent: (@Sendable ([UInt8]) -> Bool)?

    package init(application: Int, present: String, steps: [MigrationStep], isPresent: (@Sendable ([UInt8]) -> Bool)? = nil) {
        self.application = application
        self.present = present
        self.steps = steps
        self.isPresent = isPresent
    }

    /// The present version.
    package var version: Int { 1 + steps.count }

    /// The history with one step more.
    package func followed(by sql: String) -> FileHistory {
        FileHistory(application: application, present: present + sql, steps: steps + [.sql(sql)])
    }
}
