-- Read by Neovim 0.11 and later: `vim.lsp.enable('integrations_ls')` starts the server described here.
-- Override single fields with `vim.lsp.config('integrations_ls', { ... })`.

local config = require('integrations_ls.client').defaults()

--- Without a call of `on_dir` Neovim does not attach, so unrelated JSON, CSV and Markdown stay alone.
function config.root_dir(bufnr, on_dir)
  local root = require('integrations_ls.root').of_buffer(bufnr)
  if root then
    on_dir(root)
  end
end

return config
