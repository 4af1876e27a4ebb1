/// A file of many articles, while it is gathered.
protocol OpenFile: AnyObject {
    /// Whether somebody has to be waited for, who writes it.
    var mayKeepWaiting: Bool { get }

    /// Gathers its next piece.
    ///
    /// - Parameter taken: to be told, before anything is put in, how many bytes of the file have been taken.
    /// - Returns: false where nothing more will come.
    func gatherNext(into queue: GatheredQueue, taken: (Int) -> Void) -> Bool
}
