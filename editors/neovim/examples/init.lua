-- For an init.lua without a plugin manager, Neovim 0.11 or newer. Works beside nvim-lspconfig: both describe
-- servers in files `lsp/NAME.lua`, and `vim.lsp.enable` takes the names of either.
vim.opt.runtimepath:append('/path/to/integrations-ls/editors/neovim')

-- Everything in this call is optional.
vim.lsp.config('integrations_ls', {
  settings = { integrationsLs = { repository = { kind = 'auto' } } },
})
vim.lsp.enable('integrations_ls')

-- Shown where the server has something to show.
vim.lsp.inlay_hint.enable(true)
