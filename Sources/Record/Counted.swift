extension Int {
    /// So many of what is called so: "1 article", "12 articles".
    ///
    /// - Parameter many: what several are called, where it is more than an s behind the name of one.
    package func counted(_ one: String, _ many: String? = nil) -> String { "\(self) \(self == 1 ? one : many ?? one + "s")" }
}
